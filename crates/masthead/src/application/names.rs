//! Names that are nobody's to take, and names that a person has to look at.

use super::rules::Flag;
use crate::creator::look::look;

/// Words of the portal itself: nobody speaks with its voice.
const RESERVED: [&str; 34] = [
    "admin",
    "administrator",
    "moderator",
    "desk",
    "studio",
    "official",
    "staff",
    "support",
    "help",
    "root",
    "system",
    "masthead",
    "editor",
    "reviewer",
    "security",
    "login",
    "register",
    "account",
    "join",
    "api",
    "管理员",
    "官方",
    "编辑部",
    "审核",
    "客服",
    "系统",
    "站长",
    "本站",
    "小助手",
    "管理員",
    "編輯部",
    "審核",
    "news",
    "everyone",
];

/// What names of state organs, of media and of places are made of (CN-04).
const STATE: [&str; 20] = [
    "国务院",
    "中央",
    "政府",
    "公安",
    "法院",
    "检察院",
    "人大",
    "政协",
    "党委",
    "纪委",
    "税务局",
    "教育局",
    "卫健委",
    "外交部",
    "国防",
    "军区",
    "government",
    "ministry",
    "police",
    "court",
];
const MEDIA: [&str; 16] = [
    "新华",
    "央视",
    "人民日报",
    "日报",
    "晚报",
    "早报",
    "晨报",
    "电视台",
    "广播",
    "卫视",
    "通讯社",
    "新闻社",
    "daily",
    "times",
    "television",
    "broadcast",
];
const PLACES: [&str; 36] = [
    "中国",
    "北京",
    "天津",
    "上海",
    "重庆",
    "河北",
    "山西",
    "辽宁",
    "吉林",
    "黑龙江",
    "江苏",
    "浙江",
    "安徽",
    "福建",
    "江西",
    "山东",
    "河南",
    "湖北",
    "湖南",
    "广东",
    "海南",
    "四川",
    "贵州",
    "云南",
    "陕西",
    "甘肃",
    "青海",
    "台湾",
    "内蒙古",
    "广西",
    "西藏",
    "宁夏",
    "新疆",
    "香港",
    "澳门",
    "china",
];

#[must_use]
pub(super) fn is_reserved(name: &str) -> bool {
    let name = look(name);
    RESERVED.iter().any(|word| look(word) == name)
}

/// What in a name a person has to look at.
#[must_use]
pub(super) fn flags(name: &str) -> Vec<Flag> {
    let name = name.to_lowercase();
    let holds = |words: &[&str]| words.iter().any(|word| name.contains(word));
    let all = [
        (Flag::StateOrgan, holds(&STATE)),
        (Flag::Media, holds(&MEDIA)),
        (Flag::Place, holds(&PLACES)),
    ];
    all.into_iter()
        .filter(|(_, is)| *is)
        .map(|(flag, _)| flag)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_the_portal_are_reserved_however_they_are_written() {
        for name in [
            "admin",
            "Ａｄｍｉｎ",
            "аdmin",
            "a.d-min",
            "官方",
            "OFFICIAL",
        ] {
            assert!(is_reserved(name), "{name}");
        }
        assert!(!is_reserved("harbour"));
    }

    #[test]
    fn names_of_state_organs_media_and_places_are_held_for_a_person() {
        assert_eq!(flags("望川市公安"), [Flag::StateOrgan]);
        assert_eq!(flags("湖南早报"), [Flag::Media, Flag::Place]);
        assert_eq!(flags("林月的灯"), []);
    }
}
