/**
 * Takes personal data and secrets out of texts and JSON before they leave: what matches a rule becomes a placeholder, the
 * same for the same value within one output. Pure: knows no database, no file and no window.
 */
@NullMarked
package dev.runtree.redact;

import org.jspecify.annotations.NullMarked;
