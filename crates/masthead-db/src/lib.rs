//! SQLite and PostgreSQL behind one seam, with migrations.
