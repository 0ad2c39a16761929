package dev.runtree.ui.detail;

import dev.runtree.otlp.Claims;
import dev.runtree.otlp.SentTypes;
import dev.runtree.ui.Messages;
import org.jspecify.annotations.Nullable;

/** The words for types of attributes and for what they were read as. */
final class AttributeWords {
    private AttributeWords() {}

    static String type(SentTypes.Type type) {
        return switch (type) {
            case STRING -> Messages.text("detail.attributes.type.string");
            case INT -> Messages.text("detail.attributes.type.int");
            case DOUBLE -> Messages.text("detail.attributes.type.double");
            case BOOL -> Messages.text("detail.attributes.type.bool");
            case BYTES -> Messages.text("detail.attributes.type.bytes");
            case ARRAY -> Messages.text("detail.attributes.type.array");
            case MAP -> Messages.text("detail.attributes.type.map");
            case EMPTY -> Messages.text("detail.attributes.type.empty");
        };
    }

    /** What is special about a value that does not read as it was sent. */
    static String mark(Attribute attribute) {
        return attribute.type() == SentTypes.Type.STRING
                ? Messages.text("detail.attributes.mended")
                : Messages.text("detail.attributes.sent", type(attribute.type()));
    }

    /** A word or two for a line. */
    static String meaning(Claims.@Nullable Claim claim) {
        return claim == null ? Messages.text("detail.attributes.unread.short") : word(claim.meaning());
    }

    /** A clause for one that is selected. */
    static String reading(Claims.@Nullable Claim claim) {
        if (claim == null) {
            return Messages.text("detail.attributes.unread");
        }
        if (claim.dialect().isEmpty()) {
            return Messages.text("detail.attributes.read.shared", word(claim.meaning()));
        }
        var key = claim.taken() ? "detail.attributes.read" : "detail.attributes.read.other";
        return Messages.text(key, word(claim.meaning()), claim.dialect());
    }

    private static String word(Claims.Meaning meaning) {
        return switch (meaning) {
            case USER -> Messages.text("detail.meaning.user");
            case SESSION -> Messages.text("detail.meaning.session");
            case ENVIRONMENT -> Messages.text("detail.meaning.environment");
            case TAGS -> Messages.text("detail.meaning.tags");
            case INPUT_TOKENS -> Messages.text("detail.meaning.tokens.input");
            case OUTPUT_TOKENS -> Messages.text("detail.meaning.tokens.output");
            case CACHED_TOKENS -> Messages.text("detail.meaning.tokens.cached");
            case CACHE_WRITE_TOKENS -> Messages.text("detail.meaning.tokens.written");
            case REASONING_TOKENS -> Messages.text("detail.meaning.tokens.reasoning");
            case COST -> Messages.text("detail.meaning.cost");
            case TOKENS -> Messages.text("detail.meaning.tokens");
            case AUDIO_TOKENS -> Messages.text("detail.meaning.tokens.audio");
            case MODEL -> Messages.text("detail.meaning.model");
            case REQUESTED_MODEL -> Messages.text("detail.meaning.model.requested");
            case PROVIDER -> Messages.text("detail.meaning.provider");
            case RESPONSE_ID -> Messages.text("detail.meaning.response");
            case FINISH_REASON -> Messages.text("detail.meaning.finish");
            case FIRST_TOKEN -> Messages.text("detail.meaning.first");
            case INPUT_MESSAGES -> Messages.text("detail.meaning.messages.input");
            case OUTPUT_MESSAGES -> Messages.text("detail.meaning.messages.output");
            case TOOLS -> Messages.text("detail.meaning.tools");
            case TOOL_ARGUMENTS -> Messages.text("detail.meaning.arguments");
            case TOOL_RESULT -> Messages.text("detail.meaning.result");
            case TOOL_NAME -> Messages.text("detail.meaning.tool");
            case DOCUMENTS -> Messages.text("detail.meaning.documents");
            case PARAMETERS -> Messages.text("detail.meaning.parameters");
            case PROMPT -> Messages.text("detail.meaning.prompt");
            case INPUT -> Messages.text("detail.meaning.input");
            case OUTPUT -> Messages.text("detail.meaning.output");
            case AGENT -> Messages.text("detail.meaning.agent");
            case NAME -> Messages.text("detail.meaning.name");
            case FAILURE -> Messages.text("detail.meaning.failure");
            case KIND -> Messages.text("detail.meaning.kind");
            case SMALL_PRINT -> Messages.text("detail.meaning.small");
        };
    }
}
