package dev.runtree.otlp.wire;

import io.opentelemetry.proto.common.v1.EntityRef;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.resource.v1.Resource;
import java.io.IOException;

/** What every signal of OTLP/JSON says of where it comes from: the resource and the scope. */
final class JsonOrigin {
    private final JsonInput in;

    JsonOrigin(JsonInput in) {
        this.in = in;
    }

    Resource resource() throws IOException {
        var result = Resource.newBuilder();
        in.object(name -> {
            switch (name) {
                case "attributes" -> in.soundAttributes(result::addAttributes);
                case "droppedAttributesCount" -> result.setDroppedAttributesCount(in.uint32());
                case "entityRefs" -> in.array(() -> result.addEntityRefs(entity()));
                default -> {
                    return false;
                }
            }
            return true;
        });
        return result.build();
    }

    private EntityRef entity() throws IOException {
        var result = EntityRef.newBuilder();
        in.object(name -> {
            switch (name) {
                case "schemaUrl" -> result.setSchemaUrl(in.string());
                case "type" -> result.setType(in.string());
                case "idKeys" -> in.array(() -> result.addIdKeys(in.string()));
                case "descriptionKeys" -> in.array(() -> result.addDescriptionKeys(in.string()));
                default -> {
                    return false;
                }
            }
            return true;
        });
        return result.build();
    }

    InstrumentationScope scope() throws IOException {
        var result = InstrumentationScope.newBuilder();
        in.object(name -> {
            switch (name) {
                case "name" -> result.setName(in.string());
                case "version" -> result.setVersion(in.string());
                case "attributes" -> in.soundAttributes(result::addAttributes);
                case "droppedAttributesCount" -> result.setDroppedAttributesCount(in.uint32());
                default -> {
                    return false;
                }
            }
            return true;
        });
        return result.build();
    }
}
