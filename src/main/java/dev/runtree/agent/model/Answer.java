package dev.runtree.agent.model;

import dev.langchain4j.model.chat.response.ChatResponse;
import dev.runtree.model.Usage;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a model said.
 *
 * @param firstChunk from the call to the first piece of the answer; {@code null} when the answer came in one piece
 */
public record Answer(
        ChatResponse response, Usage usage, @Nullable Duration firstChunk) {}
