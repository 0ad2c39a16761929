/**
 * Where the values of a tool call come from: in which message, result, document or definition that the model had seen a value
 * stands, or that it stands in none. By comparing values alone, with no model asked; pure, over what others have read.
 */
@NullMarked
package dev.runtree.provenance;

import org.jspecify.annotations.NullMarked;
