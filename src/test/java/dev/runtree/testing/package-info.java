/** What tests of several packages share. */
@NullMarked
package dev.runtree.testing;

import org.jspecify.annotations.NullMarked;
