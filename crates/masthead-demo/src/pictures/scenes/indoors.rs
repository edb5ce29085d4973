use crate::pictures::canvas::Canvas;

pub(super) fn kitchen(c: &mut Canvas) { super::mountain::draw(c); }
pub(super) fn classroom(c: &mut Canvas) { super::mountain::draw(c); }
pub(super) fn desk(c: &mut Canvas) { super::mountain::draw(c); }
