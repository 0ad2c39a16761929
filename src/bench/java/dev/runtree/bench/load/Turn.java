package dev.runtree.bench.load;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** One message of a conversation. */
sealed interface Turn {
    String role();

    String text();

    record Said(String role, String text) implements Turn {}

    /** The model asks for a tool. */
    record Asks(String callId, String tool, String arguments, String text) implements Turn {
        @Override
        public String role() {
            return "assistant";
        }
    }

    /** What the tool gave back. */
    record Gives(String callId, String tool, String text) implements Turn {
        @Override
        public String role() {
            return "tool";
        }
    }

    /** As OpenTelemetry's conventions have it: a role and parts. */
    default ObjectNode inParts() {
        var message = JsonNodeFactory.instance.objectNode().put("role", role());
        var parts = message.putArray("parts");
        switch (this) {
            case Said said -> parts.addObject().put("type", "text").put("content", said.text());
            case Asks asks -> {
                parts.addObject().put("type", "text").put("content", asks.text());
                parts.addObject()
                        .put("type", "tool_call")
                        .put("id", asks.callId())
                        .put("name", asks.tool())
                        .put("arguments", asks.arguments());
            }
            case Gives gives ->
                parts.addObject()
                        .put("type", "tool_call_response")
                        .put("id", gives.callId())
                        .put("response", gives.text());
        }
        return message;
    }

    /** As in the requests of OpenAI's chat completions. */
    default ObjectNode asRequested() {
        var message = JsonNodeFactory.instance.objectNode().put("role", role()).put("content", text());
        switch (this) {
            case Said said -> {}
            case Asks asks -> {
                var call = message.putArray("tool_calls")
                        .addObject()
                        .put("id", asks.callId())
                        .put("type", "function");
                call.putObject("function").put("name", asks.tool()).put("arguments", asks.arguments());
            }
            case Gives gives -> message.put("tool_call_id", gives.callId());
        }
        return message;
    }
}
