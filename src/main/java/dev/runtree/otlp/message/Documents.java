package dev.runtree.otlp.message;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runtree.model.Content.Document;
import dev.runtree.otlp.raw.Attributes;
import dev.runtree.otlp.raw.Indexed;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads retrieved documents out of JSON and of flattened keys. */
public final class Documents {
    private Documents() {}

    /** Documents under {@code prefix.N.document.*}. */
    public static List<Document> flattened(Attributes attributes, String prefix) {
        var documents = new ArrayList<Document>();
        for (var each : Indexed.under(attributes, prefix)) {
            documents.add(document(each.path("document").isObject() ? each.path("document") : each));
        }
        return documents;
    }

    /** Documents of a JSON array. */
    public static List<Document> array(@Nullable JsonNode array) {
        var documents = new ArrayList<Document>();
        if (array != null && array.isArray()) {
            array.forEach(each -> documents.add(document(each)));
        }
        return documents;
    }

    /** Documents of an array, in an object around one too. */
    public static List<Document> in(@Nullable JsonNode node) {
        if (node != null && node.isObject()) {
            for (var key :
                    new String[] {"documents", "output", "outputs", "results", "retrieved_documents", "matches"}) {
                if (node.path(key).isContainerNode()) {
                    return in(node.path(key));
                }
            }
        }
        return array(node);
    }

    private static Document document(JsonNode node) {
        if (node.isTextual()) {
            return new Document(null, node.textValue(), null, null);
        }
        if (node.path("kwargs").isObject()) {
            return document(node.path("kwargs"));
        }
        if (node.path("node").isObject()) {
            var inner = document(node.path("node"));
            return new Document(inner.id(), inner.content(), score(Attributes.of(node)), inner.metadata());
        }
        var document = Attributes.of(node);
        return new Document(
                document.text("id", "document_id", "id_", "doc_id"),
                document.text("content", "text", "page_content", "pageContent", "document"),
                score(document),
                document.text("metadata", "meta_data"));
    }

    public static @Nullable Double score(Attributes document) {
        var score = document.decimal("score", "relevance_score", "similarity", "distance");
        return score == null ? null : Double.valueOf(score.doubleValue());
    }
}
