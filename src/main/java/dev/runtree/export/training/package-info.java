/**
 * Training data out of stored runs: what models were asked and answered, as lines in the forms that fine-tuning and data-set
 * tools read.
 */
@NullMarked
package dev.runtree.export.training;

import org.jspecify.annotations.NullMarked;
