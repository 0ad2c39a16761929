package dev.runtree.agent;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.JacksonChatMessageJsonCodec;
import java.util.List;

/** Messages as LangChain4j writes them, read whatever their length is: its own reader takes no text of 20 MB. */
final class Messages {
    private static final JsonMapper MAPPER = mapper();
    private static final TypeReference<List<ChatMessage>> MESSAGES = new TypeReference<>() {};

    private Messages() {}

    /** @throws IllegalArgumentException when they are none */
    static List<ChatMessage> read(String json) {
        try {
            return MAPPER.readValue(json, MESSAGES);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("the messages cannot be read: " + e.getOriginalMessage(), e);
        }
    }

    private static JsonMapper mapper() {
        var mapper = JacksonChatMessageJsonCodec.chatMessageJsonMapperBuilder().build();
        mapper.getFactory()
                .setStreamReadConstraints(StreamReadConstraints.builder()
                        .maxStringLength(Integer.MAX_VALUE)
                        .build());
        return mapper;
    }
}
