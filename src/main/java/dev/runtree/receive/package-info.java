@NullMarked
package dev.runtree.receive;

import org.jspecify.annotations.NullMarked;
