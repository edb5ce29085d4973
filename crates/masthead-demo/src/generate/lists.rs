//! The lists that everything is made from.

/// Slug, name, English name.
pub(super) const CHANNELS: [(&str, &str, &str); 16] = [
    ("news", "要闻", "News"),
    ("local", "本地", "Local"),
    ("business", "财经", "Business"),
    ("technology", "科技", "Technology"),
    ("sports", "体育", "Sports"),
    ("culture", "文化", "Culture"),
    ("history", "历史", "History"),
    ("science", "科学", "Science"),
    ("health", "健康", "Health"),
    ("education", "教育", "Education"),
    ("travel", "旅行", "Travel"),
    ("food", "美食", "Food"),
    ("cars", "汽车", "Cars"),
    ("homes", "房产", "Homes"),
    ("farming", "三农", "Farming"),
    ("sea", "海洋", "Sea"),
];

pub(super) const COLUMNS: [(&str, &str, &str); 6] = [
    ("evening-reading", "晚读", "Evening Reading"),
    ("long-walk", "长路", "The Long Walk"),
    ("numbers", "数字里的城", "The City in Numbers"),
    ("old-streets", "老街", "Old Streets"),
    ("tide-table", "潮汐表", "Tide Table"),
    ("workshop", "作坊", "Workshop"),
];

pub(super) const REGIONS: [&str; 12] = [
    "浙江", "福建", "江苏", "广东", "四川", "湖北", "山东", "陕西", "云南", "辽宁", "湖南", "安徽",
];

/// What creators' names end in.
pub(super) const TITLES: [&str; 12] = [
    "观察",
    "日报",
    "笔记",
    "周刊",
    "研究室",
    "茶座",
    "档案",
    "在线",
    "手记",
    "评论",
    "图志",
    "夜话",
];

/// First and second characters of two-character nouns.
pub(super) const NOUN_FIRST: &str = "山水江河海湖城乡街港茶米花木石土风雨雪云春秋夏冬东西南北新老大小车船书灯门桥田林村校厂店院校厨棉丝瓷竹盐渔工农商";
pub(super) const NOUN_SECOND: &str = "区路口边场面道线站楼园房会市业员队组家户店品价量学报志图展节季期岸滩湾坡村镇馆局站台料具材种苗机网";
/// First and second characters of two-character verbs.
pub(super) const VERB_FIRST: &str =
    "发推开调改建修展扩提增加减整保查核试启设召评选收进转交介说表观记";
pub(super) const VERB_SECOND: &str = "布进展整造立理出示高加强护验动置集定取入换流绍明达察录看成行";
pub(super) const ADJECTIVES: [&str; 40] = [
    "新的",
    "旧的",
    "稳定的",
    "明显的",
    "重要的",
    "完整的",
    "公开的",
    "普通的",
    "清楚的",
    "安静的",
    "长期的",
    "临时的",
    "现有的",
    "相关的",
    "全部的",
    "部分的",
    "主要的",
    "常见的",
    "少见的",
    "具体的",
    "当地的",
    "沿海的",
    "山里的",
    "城里的",
    "乡间的",
    "早先的",
    "后来的",
    "今年的",
    "去年的",
    "上月的",
    "较大的",
    "较小的",
    "充足的",
    "有限的",
    "合适的",
    "可靠的",
    "便宜的",
    "昂贵的",
    "热闹的",
    "偏远的",
];
pub(super) const SUFFIXES: [&str; 14] = [
    "馆", "站", "员", "者", "部", "队", "会", "率", "量", "区", "法", "费", "线", "业",
];
/// Two-character words that four-character terms begin with.
pub(super) const BEFORE: [&str; 24] = [
    "公共", "城市", "农村", "社区", "基层", "传统", "现代", "地方", "民间", "青年", "夜间", "海上",
    "沿江", "山区", "季节", "技术", "产业", "文化", "教育", "交通", "生态", "历史", "数字", "绿色",
];
/// Two-character words that four-character terms end in.
pub(super) const AFTER: [&str; 30] = [
    "服务", "建设", "工程", "设施", "计划", "项目", "制度", "标准", "市场", "资源", "安全", "管理",
    "研究", "活动", "展览", "记录", "调查", "报告", "平台", "中心", "环境", "保护", "改造", "运输",
    "教学", "生产", "合作", "经验", "方案", "资料",
];
pub(super) const OPENINGS: [&str; 24] = [
    "据介绍",
    "记者了解到",
    "目前",
    "今年以来",
    "在这里",
    "与此同时",
    "按照计划",
    "从数据看",
    "此前",
    "随后",
    "到了傍晚",
    "清晨",
    "一般来说",
    "事实上",
    "不过",
    "因此",
    "另外",
    "值得注意的是",
    "三年来",
    "在居民看来",
    "对于这个问题",
    "入冬以后",
    "第二天",
    "会上",
];
pub(super) const ADVERBS: [&str; 24] = [
    "已经", "正在", "将", "也", "都", "还", "仍然", "陆续", "逐步", "尚未", "再次", "一直", "可以",
    "需要", "开始", "继续", "往往", "很快", "随之", "主动", "共同", "分批", "首次", "不再",
];
/// What stands between a noun and the next, with the commonest more than once.
pub(super) const LINKS: [&str; 12] = [
    "的", "的", "的", "的", "的", "和", "和", "与", "及", "里的", "上的", "对",
];
pub(super) const JOINS: [&str; 10] = ["", "", "", "", "并", "而", "同时", "也就是说", "但", "使"];
pub(super) const REMARKS: [&str; 12] = [
    "写得清楚，谢谢。",
    "这条路我每天走。",
    "希望有后续。",
    "数据从哪里来的？",
    "老街坊都这么说。",
    "收藏了，慢慢看。",
    "第三段很有意思。",
    "我们那边也是这样。",
    "图拍得好。",
    "说到点子上了。",
    "小时候见过。",
    "请问开放时间是什么时候？",
];
