@NullMarked
package dev.runtree.agent;

import org.jspecify.annotations.NullMarked;
