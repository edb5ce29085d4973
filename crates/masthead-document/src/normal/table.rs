//! The normal form of tables: rectangular, no empty rows, a header only where it says something.

use super::Pass;
use crate::limits::Refusal;
use crate::node::{Block, Cell};

impl Pass<'_> {
    pub(super) fn table(
        &mut self,
        header: Vec<Cell>,
        rows: Vec<Vec<Cell>>,
        caption: &str,
    ) -> Result<Option<Block>, Refusal> {
        let caption = self.line(caption)?;
        let mut header = self.row(header)?;
        let mut kept = Vec::with_capacity(rows.len());
        for row in rows {
            let row = self.row(row)?;
            if !row.is_empty() {
                kept.push(row);
            }
        }
        header.iter_mut().for_each(|cell| cell.header = false);
        let width = kept
            .iter()
            .map(Vec::len)
            .chain([header.len()])
            .max()
            .unwrap_or(0);
        self.square(&mut header, width)?;
        for row in &mut kept {
            self.square(row, width)?;
        }
        let table = Block::Table {
            header,
            rows: kept,
            caption,
        };
        Ok((width > 0).then_some(table))
    }

    /// A row with its content in normal form; without cells where nothing stands in it.
    fn row(&mut self, cells: Vec<Cell>) -> Result<Vec<Cell>, Refusal> {
        let mut out = Vec::with_capacity(cells.len());
        for cell in cells {
            self.count_nodes(1)?;
            let content = self.inlines(cell.content)?;
            let header = cell.header && !content.is_empty();
            out.push(Cell { content, header });
        }
        if out.iter().all(|cell| cell.content.is_empty()) {
            out.clear();
        }
        Ok(out)
    }

    /// Fills a row up; cells that are added count, so that one wide row cannot multiply a long table.
    fn square(&mut self, row: &mut Vec<Cell>, width: usize) -> Result<(), Refusal> {
        if !row.is_empty() {
            self.count_nodes(width - row.len())?;
            row.resize_with(width, Cell::default);
        }
        Ok(())
    }
}
