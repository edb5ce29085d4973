# Why a file was not taken
media-empty = The file is empty and was not taken. Choose another.
media-file-too-large = The file is too large and was not taken. Make it smaller and try again.
media-too-many-pixels = The picture has too many pixels and was not taken. Scale it down and try again.
media-side-too-long = One side of the picture is too long; it was not taken. Crop it or scale it down.
media-decode-too-large = Opening this picture would take too much memory; it was not taken. Scale it down and try again.
media-too-many-frames = The animation has too many frames and was not taken. Shorten it, or use a video.
media-lying = The file’s name says another format than it has; it was not taken. Give it its own and try again.
media-not-a-picture = This file is no picture that we can read (JPEG, PNG, WebP, GIF, AVIF) and was not taken. Choose another.
media-unsupported = This format is not taken. Save it as JPEG, PNG, WebP, GIF or AVIF and try again.
media-broken = The file is damaged and cannot be read to its end; it was not taken. Export it once more.
media-day-full = Not taken: the files of this creator have reached the { $day_mb } MB of a day. More can be uploaded after midnight, by the site’s clock.
link-address = This is no address to fetch a picture from. Give one that begins with https://.
link-private = This address is not on the public internet and cannot be fetched. Save the picture and upload it.
link-wait = Too many pictures were fetched by a link. Please come again in a few minutes, or save the picture and upload it.
link-unreachable = The other server did not answer. Try again later, or save the picture and upload it.
link-refused = The other server gave no picture. Check the address, or save the picture and upload it.
