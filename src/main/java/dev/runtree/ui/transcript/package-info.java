/**
 * A run read as a conversation: what the user and the agents said, with tool calls folded. {@link TranscriptMaker} makes
 * entries of payloads, batch by batch; {@link TranscriptReading} fetches them as they are scrolled to.
 */
@NullMarked
package dev.runtree.ui.transcript;

import org.jspecify.annotations.NullMarked;
