@NullMarked
package dev.runtree;

import org.jspecify.annotations.NullMarked;
