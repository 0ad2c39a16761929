/** The one door off the JavaFX thread and back to it. */
@NullMarked
package dev.runtree.ui.background;

import org.jspecify.annotations.NullMarked;
