/** The view of what is to be watched in production: a card for each signal, with its figures, its course and what lies behind it. */
@NullMarked
package dev.runtree.ui.watch;

import org.jspecify.annotations.NullMarked;
