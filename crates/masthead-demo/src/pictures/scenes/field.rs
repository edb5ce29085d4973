use crate::pictures::canvas::Canvas;

pub(super) fn draw(c: &mut Canvas) {
    super::mountain::draw(c);
}
