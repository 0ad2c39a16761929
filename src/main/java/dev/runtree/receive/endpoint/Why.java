package dev.runtree.receive.endpoint;

import com.linecorp.armeria.common.HttpStatus;

/** Why a request is refused, in the numbers of HTTP and of gRPC. */
enum Why {
    UNREADABLE(HttpStatus.BAD_REQUEST, 3),
    NOT_AUTHENTICATED(HttpStatus.UNAUTHORIZED, 16),
    NOT_ALLOWED(HttpStatus.FORBIDDEN, 7),
    NO_SUCH_PATH(HttpStatus.NOT_FOUND, 12),
    NO_SUCH_METHOD(HttpStatus.METHOD_NOT_ALLOWED, 12),
    TOO_LARGE(HttpStatus.REQUEST_ENTITY_TOO_LARGE, 8),
    NOT_SUPPORTED(HttpStatus.UNSUPPORTED_MEDIA_TYPE, 12),
    BUSY(HttpStatus.TOO_MANY_REQUESTS, 8),
    DEFECT(HttpStatus.INTERNAL_SERVER_ERROR, 13),
    UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE, 14);

    private final int http;
    private final int grpc;

    Why(HttpStatus http, int grpc) {
        this.http = http.code();
        this.grpc = grpc;
    }

    HttpStatus http() {
        return HttpStatus.valueOf(http);
    }

    int grpc() {
        return grpc;
    }
}
