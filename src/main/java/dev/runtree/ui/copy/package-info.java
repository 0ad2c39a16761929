/**
 * Steps and messages as texts for elsewhere: {@link CopyForm} says which there are, {@link ModelRequest} makes a model call
 * again for its provider, {@link CopyMenu} offers them where a step is shown.
 */
@NullMarked
package dev.runtree.ui.copy;

import org.jspecify.annotations.NullMarked;
