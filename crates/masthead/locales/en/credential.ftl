# Papers for the fields of finance, education, health and law.

credentials = Credentials
credentials-why = Channels on finance, education, health and law ask their authors for a valid paper. Once the desk has confirmed one, its name shows on your page. From the day after it ends those channels take nothing new from you, until a renewed one is confirmed.
credentials-not-asked = This site does not ask for papers: there is nothing for you to send.
credentials-empty = No paper was sent yet.
credentials-shown = Papers confirmed by the desk
credentials-queue-empty = No paper waits to be confirmed.
credential-until = valid until { $day }
credential-days-left = { $days ->
    [one] one day left
   *[other] { $days } days left
}
credential-field = Field
credential-state = State
credential-state-waiting = Waiting for the desk
credential-state-confirmed = Confirmed
credential-state-refused = Not accepted
credential-state-revoked = Confirmation taken back
credential-state-ended = Ended
credential-state-replaced = Replaced by a later one
credential-asked = Sent
credential-paper = Paper
credential-send = Send or renew one
credential-send-why = Another one for the same field takes the place of one that still waits; what is confirmed stays valid until its end.
credential-name-hint = As the paper says it, at most { $most } characters.
credential-until-hint = As the paper says it; for one without an end, a date within fifty years.
credential-paper-hint = A PDF or a picture of at most { $mib } MB. Only the creator’s owners and reviewers can open it, and it is written down whenever a reviewer does.
credential-send-go = Send
credential-sent = Sent. You will be told once the desk has looked at it.
credential-owners = The creator’s owners send and renew papers.
credential-name-wrong = The name is too long, or has characters that cannot be shown. Shorten it.
credential-paper-missing = Attach the paper as a PDF or a picture.
credential-choose-again = What you typed is still here; choose the file of the paper once more.
credential-words = To the creator
credential-words-hint = Needed to refuse or to take back; the creator’s members read them. At most { $most } characters.
credential-confirm = Confirm
credential-refuse = Do not accept
credential-revoke = Take the confirmation back
credential-wordless = Say why: whoever sent it has to put that right.
credential-own = This is a paper of your own creator: somebody else at the desk decides on it.
credential-decided = Not done: somebody has decided on this paper already. This is how it stands now.
credential-others = Other papers of this creator
desk-credentials = Credentials
desk-credentials-why = Check the papers that creators sent, the longest wait first.
