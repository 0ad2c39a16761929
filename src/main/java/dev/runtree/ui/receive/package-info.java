/** Receiving traces while the window is open: the endpoint's life, its status, and how to send to it. */
@NullMarked
package dev.runtree.ui.receive;

import org.jspecify.annotations.NullMarked;
