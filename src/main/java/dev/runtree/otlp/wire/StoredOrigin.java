package dev.runtree.otlp.wire;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import java.io.IOException;

/** The resource and scope of a stored span or log record as they were sent; every signal writes them alike. */
final class StoredOrigin {
    private ByteString resource = ByteString.EMPTY;
    private ByteString scope = ByteString.EMPTY;

    /** All fields of the resource's message but its scopes. */
    ByteString resource() {
        return resource;
    }

    /** All fields of the scope's message but its records. */
    ByteString scope() {
        return scope;
    }

    void readResource(PayloadInput in) throws IOException {
        var result = ResourceSpans.newBuilder();
        var read = Resource.newBuilder();
        in.object(name -> {
            switch (name) {
                case "attributes" -> {
                    in.attributes(read::addAttributes);
                    result.setResource(read);
                }
                case "dropped_attributes_count" -> {
                    read.setDroppedAttributesCount(in.count());
                    result.setResource(read);
                }
                case "schema_url" -> result.setSchemaUrl(in.text());
                default -> {
                    return false;
                }
            }
            return true;
        });
        resource = result.build().toByteString();
    }

    void readScope(PayloadInput in) throws IOException {
        var result = ScopeSpans.newBuilder();
        var read = InstrumentationScope.newBuilder();
        in.object(name -> {
            switch (name) {
                case "name" -> read.setName(in.text());
                case "version" -> read.setVersion(in.text());
                case "attributes" -> in.attributes(read::addAttributes);
                case "dropped_attributes_count" -> read.setDroppedAttributesCount(in.count());
                case "schema_url" -> {
                    result.setSchemaUrl(in.text());
                    return true;
                }
                default -> {
                    return false;
                }
            }
            result.setScope(read);
            return true;
        });
        scope = result.build().toByteString();
    }
}
