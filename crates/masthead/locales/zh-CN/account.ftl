# 账号：注册、登录、找回密码、账号页，以及为此发出的信。

login = 登录
login-forgot = 忘记密码
login-register = 没有账号？注册
logout = 退出登录

register = 注册
register-go = 注册
register-login = 已有账号？登录
mail-off = 本站暂时不能发送邮件，所以还不能自行注册或找回密码。请联系编辑部为您开通。

field-name = 名字
field-name-hint = 大家看到的就是它，最多 { $name_most } 个字。
field-email = 邮箱
field-email-hint = 我们会发一封信来确认；不会公开。
field-password = 密码
field-password-hint = 至少 { $password_least } 个字符。几个不相干的词连起来就很好，不必有数字或符号。
field-now = 现在的密码
field-new = 新密码

trouble-head = 有 { $count } 处需要修改
trouble-name = 名字要有 1 到 { $name_most } 个看得见的字。
trouble-name-wait = 名字暂时没有改：短时间内改得太频繁，而每次改动都要留下记录。刚才填的还在框里，请过一分钟再提交。
trouble-email = 这不像邮箱地址，应当像 lin@example.org 这样。
trouble-email-unreached = 信寄不到这个地址：@ 前面只能用拉丁字母、数字和符号，@ 后面要是邮箱的域名。
trouble-login = 邮箱或密码不对。请再试一次，或通过“忘记密码”设置新的。
trouble-wait = 试得太多了。请稍等几分钟再来；急用可通过“忘记密码”从邮箱进来。
trouble-password-short = 密码太短，至少要 { $password_least } 个字符。
trouble-password-long = 密码太长，最多 { $password_most } 个字符。
trouble-password-common = 这个密码很容易被猜到。换几个不相干的词连起来试试。
trouble-password-now = 现在的密码不对。

reset = 找回密码
reset-why = 写下您登录用的邮箱，我们会寄去一个可以设置新密码的链接。
reset-go = 发送链接
reset-login = 想起来了？登录

sent = 请查收邮件
sent-to = 我们给 { $email } 发了一封信。
sent-help = 打开信里的链接继续；链接 24 小时内有效。没有收到？看看垃圾邮件，或检查地址后再试一次。
sent-outbox = 这里是演示站，信不会真的寄出：请到发件箱里看。

confirm = 确认邮箱
confirm-why = 最后一步：为 { $email } 设置一个密码，账号就开通了。邮箱已由这个链接确认。
confirm-go = 确认并登录

new-password = 设置新密码
new-password-why = 为 { $email } 设置新密码。其他地方的登录会随之退出。
new-password-go = 保存并登录

link-gone = 链接已失效
link-known-help = 这个邮箱已经有账号了，所以这个链接不再需要。请直接登录；不知道密码，可以通过“忘记密码”设置。
link-gone-help = 它已经用过，或者超过了 24 小时。可以直接登录，也可以重新申请一个。

account-link = 账号
account-enter = 登录 / 账号
account-name-go = 更改名字
account-done-name = 名字已更改，评论等处随之更新。
account = 我的账号
account-devices = 登录的设备
account-device-unknown = 未知的浏览器
account-this-device = 正在使用
account-seen = 最近一次：
account-end-one = 退出登录：{ $device }
account-end-others = 退出其他所有设备
account-password = 修改密码
account-password-go = 修改密码
account-no-password = 您的账号还没有密码。有了密码，随时都能登录，也能证明是您本人。
account-no-password-go = 通过邮件设置密码
account-no-password-ask = 本站不寄邮件，请向网站管理员要一个设置密码的链接。
account-done-welcome = 欢迎！您的账号已经开通。
account-done-password = 密码已保存，其他设备都已退出登录。
account-done-sessions = 已退出。

account-factor-off = 目前只凭密码登录。加一道动态码，别人知道了密码也进不来。
account-factor-on = 登录时除密码外还要输入动态码。
account-factor-go = 设置两步验证
account-factor-change = 管理两步验证
account-done-factor-off = 两步验证已关闭，登录只凭密码。

code = 输入动态码
code-why = 密码正确。还差一步：输入验证器应用里显示的动态码，或一个备用码。
code-go = 登录
code-other = 换个账号登录
field-code = 动态码
field-code-hint = 六位数字，每 30 秒换一次；手机不在身边就输入一个备用码。
field-first-hint = 应用里显示的六位数字，每 30 秒换一次。
trouble-code = 这个码不对，或者已经用过。等应用换出下一个再试；手机时间不准时也会这样。

factor = 两步验证
factor-why = 登录时除密码外，再输入手机上验证器应用显示的动态码。任何支持 TOTP 的应用都可以。
factor-owed = 进入编辑台之前，请先设置两步验证：本站要求所有有职责的人这样登录。
factor-begin = 开始设置
factor-scan = 用验证器应用扫描这个二维码，再把它显示的动态码写在下面。
factor-scan-label = 给验证器应用扫描的二维码
factor-type = 不能扫描？在应用里手动输入这个密钥：
factor-confirm = 确认并开启
factor-on = 两步验证已开启，还有 { $count } 个备用码没有用过。
factor-change = 更换备用码或关闭
factor-change-why = 换一批备用码之后，旧的全部作废。关闭之后，登录只凭密码。
field-proof = 密码或动态码
field-proof-hint = 证明是您本人。
factor-renew = 换一批备用码
factor-remove = 关闭两步验证
trouble-proof = 密码或动态码不对，或者动态码已经用过。
trouble-last-way = 这是您唯一的登录方式，不能取消。请先设置密码，或添加一个通行密钥。
codes = 备用码
codes-done = 两步验证已开启。
codes-why = 手机丢失时，每个备用码可以代替动态码登录一次。请抄下或打印，放在安全的地方：它们只显示这一次。
codes-kept = 我已保存好

account-passkeys = { $count ->
    [0] 用通行密钥登录，不必输入任何东西：指纹、面容或设备的锁屏密码就够了。
   *[other] 有 { $count } 个通行密钥可以代替密码登录。
}
account-passkeys-go = 管理通行密钥
account-done-passkey-added = 通行密钥已添加，以后可以用它登录。
account-done-passkey-named = 新名称已保存。
account-done-passkey-removed = 通行密钥已在本站移除；设备上的那一份也可以删掉。

passkey-login = 用通行密钥登录
passkey-stopped = 没有成功，或者中途取消了。请再试一次，或用密码登录。
passkey-known = 这台设备上已经有这个账号的通行密钥。
trouble-passkey = 这个通行密钥不能登录：可能已被移除，或者等得太久。请再试一次，或用密码登录。
passkeys = 通行密钥
passkeys-why = 通行密钥保存在手机、电脑或安全密钥里，猜不到，也骗不走。用它登录，不必再输密码和动态码。
passkeys-full = 一个账号最多有 { $most } 个通行密钥。要添加新的，请先移除一个。
passkeys-unable = 要添加通行密钥，请用支持它并开启了 JavaScript 的浏览器，从本站通常的网址进来。
passkeys-off = 本站还没有通行密钥可以归属的网址，请联系网站管理员设置 base_url。
passkey-added = 添加于
passkey-used = 最近使用：
passkey-remove = 移除
passkey-remove-one = 移除：{ $name }
passkey-remove-go = 移除这个通行密钥
passkey-last = 这是您唯一的登录方式，不能移除。请先设置密码，或再添加一个通行密钥。
passkey-name = 改名
passkey-name-one = 改名：{ $name }
passkey-name-go = 保存名称
passkey-add = 添加通行密钥
passkey-add-go = 继续
passkey-make-why = 先起一个您认得出的名称，再按设备的提示操作。
passkey-make = 创建通行密钥
field-passkey-name = 通行密钥的名称
field-passkey-name-hint = 比如它在哪台设备上，最多 { $name_most } 个字。只有您看得到。
trouble-passkey-new = 这个通行密钥不能使用。请重新开始，或换一台设备。
trouble-passkey-late = 等得太久了，请重新开始。
trouble-passkeys-full = 您的通行密钥已经到了上限，请先移除一个。

account-openid = 关联或解除关联
account-done-openid-linked = 已关联，以后可以这样登录。
account-done-openid-unlinked = 已解除关联，以后请用密码或通行密钥登录。
openid-why = 去那里登录一次，以后就能用它登录这个账号。
openid-begin = 前往登录
openid-confirm = 您已在那里登录。以后用它登录账号 { $email } 吗？
openid-link = 是，关联起来
openid-linked = 已与您的账号关联，可以这样登录。
openid-unlink = 解除关联
openid-last = 这是您唯一的登录方式，不能解除关联。请先设置密码，或添加一个通行密钥。
trouble-openid = 这次登录没有成功。请再试一次，或用密码登录。
trouble-openid-away = 暂时无法连接到这个登录服务。请用密码登录，或过一会儿再来。
trouble-openid-stopped = 登录中途停止了，或者等得太久。请重新开始。

letter-confirm-subject = 确认您在{ $site }的邮箱
letter-confirm = 您好！有人用这个邮箱注册了{ $site }。打开下面的地址，完成注册：
letter-known-subject = 您在{ $site }已有账号
letter-known = 您好！有人想用这个邮箱注册{ $site }，而它已经有账号了。可以直接登录，忘了密码也可以在那里找回：
letter-reset-subject = 设置您在{ $site }的新密码
letter-reset = 您好！有人想为您在{ $site }的账号设置新密码。打开下面的地址：
letter-unknown-subject = { $site }没有这个邮箱的账号
letter-unknown = 您好！有人想找回{ $site }的密码，但这个邮箱没有账号。也许您用的是另一个邮箱；也可以在这里注册：
letter-ends = 这个地址 { $hours } 小时内有效，只能用一次。
letter-not-you = 如果不是您本人，不用理会这封信，什么都不会改变。
letter-way-subject = 您在{ $site }的登录方式有变化
letter-way-password = 您好！您在{ $site }的账号换了密码，其他设备都已退出。账号页：
letter-way-factor-on = 您好！您在{ $site }的账号开启了两步验证：以后登录要输入动态码。账号页：
letter-way-factor-off = 您好！您在{ $site }的账号关闭了两步验证：以后登录不再要动态码。账号页：
letter-way-passkey-added = 您好！您在{ $site }的账号添加了一个通行密钥，可以用它登录。账号页：
letter-way-passkey-removed = 您好！您在{ $site }的账号移除了一个通行密钥。账号页：
letter-way-openid-linked = 您好！您在{ $site }的账号关联了外部登录，以后可以那样进来。账号页：
letter-way-openid-unlinked = 您好！您在{ $site }的账号解除了外部登录的关联。账号页：
letter-way-not-you = 如果不是您本人做的，请马上修改密码、退出其他设备，并联系编辑部。

outbox = 发件箱
outbox-why = 演示站不会寄出任何信，它们都在这里。谁都可以看，所以请不要在演示站用真实的邮箱。
outbox-to = 寄给 { $email }
outbox-empty = 还没有信。注册一个账号，或找回密码，信就会出现在这里。

carry-login = 登录已过期，您写的还在
carry-login-why = 刚才发来的没有保存，也没有丢。请先在新页面登录，再回到这里，点“再发一次”。登录以前请不要关闭这个页面。
carry-login-go = 去登录（新页面）
carry-other = 没有保存：换了账号
carry-other-why = 这份内容是用另一个账号写的，现在登录的不是那个账号，所以没有用您的名义保存。请在新页面退出，用原来的账号登录，再回到这里，点“再发一次”。
carry-other-go = 我的账号（新页面）
carry-kept = 没有保存，您发来的都还在这里
carry-locked-why = 数据库正忙，这一次没有保存，也没有丢。请等几秒，再点“再发一次”。
carry-away-why = 数据库暂时连不上，这一次没有保存，也没有丢。请不要关闭这个页面，稍后点“再发一次”。
carry-full-why = 服务器的磁盘满了，这一次没有保存，也没有丢。要等管理员腾出空间；请不要关闭这个页面，或先把内容复制下来，稍后点“再发一次”。
carry-read-only-why = 网站现在只能读、不能写，这一次没有保存，也没有丢。请不要关闭这个页面，或先把内容复制下来，稍后点“再发一次”。
carry-busy-why = 服务器正忙，这一次没有保存，也没有丢。请等几秒，再点“再发一次”。
carry-slow = 可能没有保存，您发来的都还在这里
carry-slow-why = 等得太久了，这一次可能没有保存，但也没有丢。请等几秒，在另一个窗口看看有没有保存；没有的话，再点“再发一次”。
carry-fault-why = 是我们这边出了问题，已经记录。这一次没有保存，也没有丢。可以点“再发一次”；如果还是不行，请先把内容复制下来，再联系我们。
carry-refused = 没有保存，您写的可以在这里复制
carry-forbidden-why = 这个账号没有这项权限，也许是职责或成员身份在这期间结束了。刚才发来的没有保存。离开这个页面以前，请先把内容复制下来，再联系给您这项权限的人。
carry-not-found-why = 您写的这些所属的内容不存在、已经不在了，或者不属于您。刚才发来的没有保存。离开这个页面以前，请先把内容复制下来。
carry-other-site-why = 这个操作不是从本站发出的，或者途中看不出是从本站发出的。为了您的账号安全，我们没有执行。如果是您自己写的，请把内容复制下来，重新打开原来的页面再粘贴；如果不是您写的，请关闭这个页面。
carry-files = 选好的文件不在这一页上，也没有保存。请在这一页发出以后，回到表单里再选一次。
carry-again = 再发一次
carry-shown = 您写的内容

problem-bad-form = 这份表单我们没能看懂
problem-bad-form-help = 可能缺了一项。请返回上一页，重新载入后再试一次。
problem-forbidden = 您没有这项权限
problem-forbidden-help = 这个页面只对有相应职责的人开放。需要的话，请联系管理员。
problem-other-site = 这个操作不是从本站发出的
problem-other-site-help = 为了您的账号安全，我们没有执行。请在本站的页面上再操作一次。
problem-too-slow = 发来的内容断断续续
problem-too-slow-help = 等了很久也没有收完，可能是网络太慢。请返回上一页，换个网络再试一次。
problem-too-many-fields = 发来的内容项目太多了
problem-too-many-fields-help = 没有一份表单有这么多项。请返回上一页，重新载入后再试一次。
problem-too-large = 发来的内容太大了
problem-too-large-help = 超过了这份表单能接收的大小。您写的还在上一页：请在浏览器里后退一步，缩短后再发送。

account-studio = 去创作室
account-desk = 去编辑台

desk = 编辑台
desk-hello = { $name }，您好。您在这里的职责：
desk-nothing = 您的职责目前没有需要在这里做的事。
desk-accounts = 账号与职责
desk-accounts-why = 查找账号，授予或收回职责。
desk-accounts-empty = 没有这样的账号。请检查邮箱，或让对方先注册。
desk-find = 按邮箱查找
desk-find-go = 查找
desk-all = 全部账号
desk-no-login = 还不能登录
desk-no-roles = 没有职责
desk-give = 授予职责
desk-give-go = 授予
desk-take = 收回
desk-take-one = 收回 { $name } 的职责：{ $role }
desk-role = 职责
desk-channel = 频道
desk-channel-none = （只有频道编辑需要）
role-administrator = 管理员
role-moderator = 内容管理
role-reviewer = 审稿
role-channel_editor = 频道编辑
role-needs-channel = 没有授予：频道编辑要选一个频道，其他职责选自列表。
role-last-administrator = 没有收回：至少要留一位管理员。请先授予另一位。
role-unknown = 没有授予：这个账号或频道已经不在了。
