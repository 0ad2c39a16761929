/**
 * JSON of any size as its reader sees it: an index of its lines over the text as it was sent, without a tree of values;
 * paths into it and queries over it (RFC 9535). Nothing here is ever read through a {@code double}.
 */
@NullMarked
package dev.runtree.json;

import org.jspecify.annotations.NullMarked;
