package dev.runtree.otlp.wire;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;

/**
 * A span or log record as bytes, with those of what surrounds it, broken or not.
 *
 * @param resource all fields of its resource's message but the scopes
 * @param scope all fields of its scope's message but the records
 * @param message its own message
 */
record WireRecord(ByteString resource, ByteString scope, ByteString message) {
    /** @throws IOException when the bytes are no resource's message with a single record in it */
    static WireRecord ofAlone(byte[] resource) throws IOException {
        var scopes = field(resource, 0, resource.length, Frames.SCOPES);
        var records = field(resource, scopes.valueStart(), scopes.end(), Frames.RECORDS);
        return new WireRecord(
                without(resource, 0, resource.length, Frames.SCOPES),
                without(resource, scopes.valueStart(), scopes.end(), Frames.RECORDS),
                records.value());
    }

    /** The bytes of a resource's message with just this record. */
    ByteString alone() {
        return resource.concat(framed(Frames.SCOPES, scope.concat(framed(Frames.RECORDS, message))));
    }

    /** All fields of a message but one, in their order. */
    static ByteString without(byte[] body, int from, int to, int number) throws IOException {
        var rest = new ArrayList<ByteString>();
        var fields = new WireFields(body, from, to);
        while (fields.next()) {
            if (!fields.isDelimited(number)) {
                rest.add(fields.whole());
            }
        }
        return ByteString.copyFrom(rest);
    }

    /** A message as the value of a field. */
    static ByteString framed(int number, ByteString message) {
        var header = header(WireTag.of(number, WireFormat.WIRETYPE_LENGTH_DELIMITED), message.size());
        return header.concat(message);
    }

    /** A tag and the length of the value behind it. */
    static ByteString header(int tag, int length) {
        var size = CodedOutputStream.computeUInt32SizeNoTag(tag) + CodedOutputStream.computeUInt32SizeNoTag(length);
        var bytes = new byte[size];
        var out = CodedOutputStream.newInstance(bytes);
        try {
            out.writeUInt32NoTag(tag);
            out.writeUInt32NoTag(length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return ByteString.copyFrom(bytes);
    }

    private static WireFields field(byte[] body, int from, int to, int number) throws IOException {
        var fields = new WireFields(body, from, to);
        while (fields.next()) {
            if (fields.isDelimited(number)) {
                return fields;
            }
        }
        throw new IOException("Field " + number + " was expected in " + (to - from) + " bytes");
    }
}
