/** Text as the window shows it: the fonts, measuring and eliding, and the view for long texts and JSON. */
@NullMarked
package dev.runtree.ui.text;

import org.jspecify.annotations.NullMarked;
