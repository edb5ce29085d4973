# 创作号的成员。

members = 成员
member-writer = 作者
member-editor = 编辑
member-owner = 负责人
member-you = 您
member-make-writer = 设为作者
member-make-editor = 设为编辑
member-make-owner = 设为负责人
member-part = 移出
member-leave = 退出
member-invited = 已邀请，等对方加入
member-until = 有效到
member-invite = 邀请成员
member-invite-why = 我们会发一封信，对方打开链接、登录后加入。链接七天内有效，只能用一次。
member-invite-go = 发出邀请
member-role = 身份
member-role-hint = 作者写稿和投稿；编辑还可以撤回、撤稿；负责人管理成员。
member-role-missing = 请选一个身份。
member-last-owner = 没有改：创作号至少要有一位负责人。请先请另一位来负责。
member-full = 没有发出：成员和邀请最多一百个。
member-unknown = 没有改：这个人已经不是成员。
member-done-invited = 邀请已发出。
member-done-set = 身份已更改。
member-done-parted = 已移出。
member-link = 本站没有设置邮件，请把这个链接交给对方。它只显示这一次：
member-invitation = 邀请您一起写
member-invitation-why = { $name }请您为“{ $creator }”写稿。
member-invitation-gone = 这个邀请不能用了：已经用过，或者过期。请让对方再发一次。
member-creator = 创作号
member-join = 加入

letter-invited-subject = { $name }请您一起写
letter-invited = { $name }请您加入创作号，一起写稿。打开下面的链接，登录（或先注册）以后就可以加入：
letter-invited-why = 链接七天内有效，只能用一次。如果不认识对方，不必理会这封信。
