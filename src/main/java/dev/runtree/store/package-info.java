@NullMarked
package dev.runtree.store;

import org.jspecify.annotations.NullMarked;
