package dev.runtree.otlp.message;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.runtree.model.Part;
import dev.runtree.otlp.text.Json;
import org.jspecify.annotations.Nullable;

/** Reads an image, a sound or a file out of a part's JSON, which says where it lies or holds it in base64. */
final class MediaParts {
    private static final String[] WHERE = {"url", "uri", "file_url", "fileUri", "file_uri"};
    private static final String[] HELD = {"data", "bytes", "base64", "content", "file_data", "b64_json"};

    private MediaParts() {}

    /** The part of a known type: {@code image_url}, {@code input_audio}, {@code blob}, {@code file} and so on. */
    static Part typed(JsonNode node, String type) {
        var media = media(node, type);
        return media == null ? new Part.Unknown(node.toString()) : media;
    }

    /** The part in a field that says what it is: Gemini's {@code inlineData}, Genkit's {@code media}; {@code null} otherwise. */
    static @Nullable Part named(JsonNode node) {
        for (var name : new String[] {
            "inlineData", "inline_data", "fileData", "file_data", "media", "image", "audio", "document", "video"
        }) {
            if (node.path(name).isObject()) {
                return media(node.path(name), name);
            }
        }
        return null;
    }

    private static @Nullable Part media(JsonNode node, String type) {
        var inner = inner(node, type);
        var mime = mime(inner) != null ? mime(inner) : mime(node);
        if (mime == null && inner.path("format").isTextual()) {
            mime = (type.contains("audio") ? "audio/" : "image/")
                    + inner.path("format").textValue();
        }
        var where = first(inner, WHERE);
        if (where != null && where.isTextual()) {
            return new Part.Media(mime, where.textValue());
        }
        var held = first(inner, HELD);
        if (held != null && held.isTextual()) {
            return held(mime, held.textValue());
        }
        var name = first(inner, "file_id", "fileId", "filename", "id");
        return name == null ? null : new Part.Media(mime, Json.text(name));
    }

    /** The object that says it: under the type's name, as a source, or the part itself; a bare text is an address or base64. */
    private static JsonNode inner(JsonNode node, String type) {
        for (var name : new String[] {type, "image_url", "source", "file", "image", "audio", "input_audio"}) {
            var inner = node.path(name);
            if (inner.isObject()) {
                return inner.path("source").isObject() ? inner(inner, "source") : inner;
            }
            if (inner.isTextual()) {
                var key = isAddress(inner.textValue()) ? "url" : "data";
                return JsonNodeFactory.instance.objectNode().put(key, inner.textValue());
            }
        }
        return node;
    }

    private static Part held(@Nullable String mime, String data) {
        return isAddress(data)
                ? new Part.Media(mime, data)
                : new Part.Media(mime, "data:" + (mime == null ? "" : mime) + ";base64," + data);
    }

    private static boolean isAddress(String text) {
        var colon = text.indexOf(':');
        return colon > 0 && colon < 12;
    }

    private static @Nullable String mime(JsonNode node) {
        var mime = first(node, "mime_type", "mimeType", "media_type", "mediaType", "contentType", "content_type");
        return JsonMessages.textOrNull(mime);
    }

    private static @Nullable JsonNode first(JsonNode node, String... keys) {
        for (var key : keys) {
            var value = node.get(key);
            if (value != null && !value.isNull()) {
                return value;
            }
        }
        return null;
    }
}
