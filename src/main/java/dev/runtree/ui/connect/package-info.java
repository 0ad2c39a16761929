/** Choosing a database: connection profiles, where their passwords are kept, and a test before they are used. */
@NullMarked
package dev.runtree.ui.connect;

import org.jspecify.annotations.NullMarked;
