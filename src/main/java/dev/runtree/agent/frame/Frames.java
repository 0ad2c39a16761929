package dev.runtree.agent.frame;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.runtree.agent.run.RunJson;

/** Frames as JSON and back. */
public final class Frames {
    private static final JsonMapper MAPPER = RunJson.mapper();

    private Frames() {}

    public static String write(Frame frame) {
        try {
            return MAPPER.writerFor(Frame.class).writeValueAsString(frame);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a paused run cannot be written", e);
        }
    }

    /** @throws IllegalArgumentException when it is no frame, or one of a newer program */
    public static Frame read(String json) {
        try {
            return MAPPER.readValue(json, Frame.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "the paused run cannot be read: "
                            + e.getOriginalMessage().lines().findFirst().orElse(""),
                    e);
        }
    }
}
