/**
 * The database: the embedded PostgreSQL and any other, its schema, writing spans, and every question about runs. The only
 * package that knows SQL.
 */
@NullMarked
package dev.runtree.store;

import org.jspecify.annotations.NullMarked;
