/** Where values come from and where results go, asked of the database and shown beside arguments and results. */
@NullMarked
package dev.runtree.ui.provenance;

import org.jspecify.annotations.NullMarked;
