/** Alerts over the window: how they stand, and making and changing them. */
@NullMarked
package dev.runtree.ui.alerts;

import org.jspecify.annotations.NullMarked;
