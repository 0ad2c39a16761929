/** One step: what was said, called, found and recorded. Everything is read and laid out off the FX thread first. */
@NullMarked
package dev.runtree.ui.detail;

import org.jspecify.annotations.NullMarked;
