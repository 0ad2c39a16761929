/** The attributes that other back ends read, made of the canonical span: a vocabulary each. */
@NullMarked
package dev.runtree.otlp.profile;

import org.jspecify.annotations.NullMarked;
