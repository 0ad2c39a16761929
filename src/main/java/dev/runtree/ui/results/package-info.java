/** Results that come one by one: the work that brings them, and the table that fills with them. */
@NullMarked
package dev.runtree.ui.results;

import org.jspecify.annotations.NullMarked;
