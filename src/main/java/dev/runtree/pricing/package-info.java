/** What calls cost: the price tables that come along and the user's own, by provider, model and day. */
@NullMarked
package dev.runtree.pricing;

import org.jspecify.annotations.NullMarked;
