/** Alerts: rules on the signals to watch, what they find, and how it is told: to the desktop, and to commands of the user's. */
@NullMarked
package dev.runtree.alert;

import org.jspecify.annotations.NullMarked;
