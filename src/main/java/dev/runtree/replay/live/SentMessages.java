package dev.runtree.replay.live;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.AudioContent;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.Content;
import dev.langchain4j.data.message.ImageContent;
import dev.langchain4j.data.message.PdfFileContent;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.runtree.model.Message;
import dev.runtree.model.Part;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The messages of a record as they are sent to a model again. Providers insist on an id for each tool call, which some SDKs do
 * not record: then they are numbered, and results answer the calls before them in their order.
 */
final class SentMessages {
    private static final Pattern DATA = Pattern.compile("data:([^;,]*)(?:;[^,]*)?;base64,(.*)", Pattern.DOTALL);

    private final List<ChatMessage> sent = new ArrayList<>();
    private final Set<String> left = new LinkedHashSet<>();
    private final List<Part.ToolCall> open = new ArrayList<>();
    private int numbered;

    private SentMessages() {}

    /**
     * What is sent of messages.
     *
     * @param notSent what of them cannot be sent, a line each
     */
    record Sent(List<ChatMessage> messages, List<String> notSent) {}

    static Sent of(List<Message> messages) {
        var made = new SentMessages();
        for (var at = 0; at < messages.size(); at++) {
            made.add(at + 1, messages.get(at));
        }
        return new Sent(List.copyOf(made.sent), List.copyOf(made.left));
    }

    private void add(int number, Message message) {
        var role = message.role();
        if (role.equals("assistant")) {
            sent.add(answer(number, message));
            return;
        }
        var contents = new ArrayList<Content>();
        for (var part : message.parts()) {
            switch (part) {
                case Part.ToolResult result -> result(result);
                case Part.Text text -> contents.add(TextContent.from(text.text()));
                case Part.Media media -> media(number, media, contents);
                case Part.Reasoning thought -> contents.add(TextContent.from(thought.text()));
                case Part.ToolCall call -> leave(number, "a tool call in a message of the role " + role);
                case Part.Unknown unknown -> leave(number, "a part that no rule knows");
            }
        }
        if (contents.isEmpty()) {
            return;
        }
        if (role.equals("system") || role.equals("developer")) {
            sent.add(SystemMessage.from(message.text()));
        } else if (role.equals("tool") && !open.isEmpty()) {
            // Some SDKs write a tool's result as plain text.
            result(new Part.ToolResult(null, message.name(), message.text()));
        } else {
            sent.add(UserMessage.from(contents));
        }
    }

    private AiMessage answer(int number, Message message) {
        var text = new StringBuilder();
        var calls = new ArrayList<ToolExecutionRequest>();
        open.clear();
        for (var part : message.parts()) {
            switch (part) {
                case Part.Text said -> text.append(text.isEmpty() ? "" : "\n").append(said.text());
                case Part.ToolCall call -> calls.add(call(call));
                // What a model thought is its own affair: most providers take nobody's word for it.
                case Part.Reasoning thought -> {}
                case Part.Media media -> leave(number, "an image, sound or file in an answer");
                case Part.ToolResult result -> leave(number, "a tool's result in an answer");
                case Part.Unknown unknown -> leave(number, "a part that no rule knows");
            }
        }
        return AiMessage.builder()
                .text(text.isEmpty() && !calls.isEmpty() ? null : text.toString())
                .toolExecutionRequests(calls)
                .build();
    }

    private ToolExecutionRequest call(Part.ToolCall call) {
        var id = call.id() == null ? "call_" + ++numbered : call.id();
        open.add(new Part.ToolCall(id, call.name(), call.arguments()));
        return ToolExecutionRequest.builder()
                .id(id)
                .name(call.name())
                .arguments(call.arguments().isBlank() ? "{}" : call.arguments())
                .build();
    }

    private void result(Part.ToolResult result) {
        var call = open.stream().filter(one -> answers(result, one)).findFirst();
        call.ifPresent(open::remove);
        sent.add(ToolExecutionResultMessage.builder()
                .id(call.map(Part.ToolCall::id).orElse(result.id() == null ? "call_0" : result.id()))
                .toolName(call.map(Part.ToolCall::name).orElse(result.name() == null ? "tool" : result.name()))
                .text(result.result())
                .build());
    }

    private static boolean answers(Part.ToolResult result, Part.ToolCall call) {
        return result.id() != null
                ? result.id().equals(call.id())
                : result.name() == null || result.name().equals(call.name());
    }

    private void media(int number, Part.Media media, List<Content> to) {
        var content = content(media);
        if (content == null) {
            leave(
                    number,
                    media.mimeType() == null ? "a file of an unknown kind" : "a file of the kind " + media.mimeType());
        } else {
            to.add(content);
        }
    }

    private static @Nullable Content content(Part.Media media) {
        var data = DATA.matcher(media.uri());
        var isData = data.matches();
        if (!isData && !media.uri().startsWith("http://") && !media.uri().startsWith("https://")) {
            return null;
        }
        var type = media.mimeType() != null ? media.mimeType() : isData ? data.group(1) : "image/*";
        if (type.startsWith("image")) {
            return isData ? ImageContent.from(data.group(2), type) : ImageContent.from(media.uri());
        } else if (type.startsWith("audio/")) {
            return isData ? AudioContent.from(data.group(2), type) : AudioContent.from(media.uri());
        } else if (type.equals("application/pdf")) {
            return isData ? PdfFileContent.from(data.group(2), type) : PdfFileContent.from(media.uri());
        }
        return null;
    }

    private void leave(int number, String what) {
        left.add("message " + number + " holds " + what);
    }
}
