@NullMarked
package dev.runtree.query;

import org.jspecify.annotations.NullMarked;
