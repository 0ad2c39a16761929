package dev.runtree.export.target;

import dev.runtree.otlp.profile.Profile;
import java.util.List;

/** Any receiver, as https://opentelemetry.io/docs/specs/otlp/ has it. */
final class PlainOtlp implements Vendor {
    @Override
    public String title() {
        return "OTLP";
    }

    @Override
    public List<Asked> asks() {
        return List.of(Asked.required("endpoint", "its address, such as http://localhost:4318"));
    }

    @Override
    public Profile profile() {
        return Profile.NONE;
    }

    @Override
    public List<Protocol> protocols() {
        return List.of(Protocol.HTTP_PROTOBUF, Protocol.GRPC, Protocol.HTTP_JSON);
    }

    @Override
    public Address address(Answers answers, Protocol protocol) {
        return new Address(answers.endpoint(), "/v1/traces", List.of());
    }
}
