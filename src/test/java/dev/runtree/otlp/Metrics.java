package dev.runtree.otlp;

import io.opentelemetry.proto.metrics.v1.Gauge;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.MetricsData;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.opentelemetry.proto.metrics.v1.Sum;

/** Bodies of metrics, which Runtree must not take for traces. */
final class Metrics {
    private Metrics() {}

    static byte[] gauge() {
        return body(Metric.newBuilder()
                .setName("memory.in.use.by")
                .setUnit("By")
                .setGauge(Gauge.newBuilder().addDataPoints(point())));
    }

    static byte[] sum() {
        return body(
                Metric.newBuilder().setName("requests").setSum(Sum.newBuilder().addDataPoints(point())));
    }

    private static NumberDataPoint.Builder point() {
        return NumberDataPoint.newBuilder()
                .setTimeUnixNano(1_700_000_000_000_000_000L)
                .setAsInt(3);
    }

    private static byte[] body(Metric.Builder metric) {
        return MetricsData.newBuilder()
                .addResourceMetrics(ResourceMetrics.newBuilder()
                        .addScopeMetrics(ScopeMetrics.newBuilder().addMetrics(metric)))
                .build()
                .toByteArray();
    }
}
