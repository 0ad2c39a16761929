/**
 * Words to be read: Markdown, plain text and code as nodes whose text can be selected and copied. What they say comes
 * from strangers: nothing in it is run, loaded or opened.
 */
@NullMarked
package dev.runtree.ui.prose;

import org.jspecify.annotations.NullMarked;
