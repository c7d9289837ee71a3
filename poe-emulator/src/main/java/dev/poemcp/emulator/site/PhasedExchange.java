package dev.poemcp.emulator.site;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.poemcp.emulator.control.Fault;
import dev.poemcp.emulator.control.FaultKind;
import dev.poemcp.emulator.control.FaultPhase;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/** Applies a fault in its phase: executes the call, and changes or breaks its response. */
final class PhasedExchange {
    private static final int MISSING_BYTES = 16;

    private final ResponseWriter writer;
    private final ScheduledExecutorService clock;
    private final Session session;

    PhasedExchange(ResponseWriter writer, ScheduledExecutorService clock, Session session) {
        this.writer = writer;
        this.clock = clock;
        this.session = session;
    }

    void apply(Fault.Phased fault, Call call) {
        if (fault.kind() == FaultKind.SLOW_ANSWER && fault.phase() == FaultPhase.BEFORE) {
            later(fault, () -> writer.write(call.execute().get()));
            return;
        }
        var real = fault.phase() == FaultPhase.BEFORE
                ? SiteResponse.data(Nodes.object())
                : call.execute().get();
        var during = fault.phase() == FaultPhase.DURING;
        switch (fault.kind()) {
            case CONNECTION_RESET -> breakOff(during, real, writer::reset);
            case CONNECTION_CLOSED -> breakOff(during, real, writer::close);
            // The exchange never ends: its connection stays open until the client or the server closes it.
            case NO_ANSWER -> breakOff(during, real, () -> {});
            case SLOW_ANSWER -> slow(fault, during, real);
            case CONTENT_LENGTH_TOO_LONG -> writer.writeWithLength(real, real.body().length + MISSING_BYTES);
            case CONTENT_LENGTH_TOO_SHORT -> writer.writeWithLength(real, real.body().length / 2);
            case FORMKEY_ROTATED -> {
                session.rotateFormkey();
                writer.write(session.formkeyRefusal());
            }
            default -> breakOrWrite(during, faulty(fault.kind(), call, real));
        }
    }

    private void breakOrWrite(boolean during, SiteResponse response) {
        if (during) {
            writer.writeHalf(response, writer::close);
        } else {
            writer.write(response);
        }
    }

    private void breakOff(boolean during, SiteResponse real, Runnable end) {
        if (during) {
            writer.writeHalf(real, end);
        } else {
            end.run();
        }
    }

    private void slow(Fault.Phased fault, boolean during, SiteResponse real) {
        if (during) {
            writer.writeHalf(real, () -> later(fault, () -> writer.writeRest(real)));
        } else {
            later(fault, () -> writer.write(real));
        }
    }

    private void later(Fault.Phased fault, Runnable work) {
        var unused = clock.schedule(work, fault.delay().toNanos(), TimeUnit.NANOSECONDS);
    }

    private static SiteResponse faulty(FaultKind kind, Call call, SiteResponse real) {
        if (kind.hasOwnAnswer()) {
            return SiteResponse.of(kind.status(), kind.headers(), kind.body().getBytes(StandardCharsets.UTF_8));
        }
        return switch (kind) {
            case NULL_ROOT -> SiteResponse.json(nullRoot(call));
            case NULL_ROOT_WITH_ERRORS -> SiteResponse.json(withErrors(nullRoot(call), "Something went wrong"));
            case DATA_WITH_ERRORS -> edited(real, json -> withErrors(json, "Something went wrong"));
            case DATA_WITH_EMPTY_ERRORS ->
                edited(real, json -> {
                    json.putArray("errors");
                    return json;
                });
            case CUT_JSON ->
                SiteResponse.of(
                        200,
                        Map.of("Content-Type", "application/json"),
                        Arrays.copyOf(real.body(), real.body().length / 2));
            default -> throw new IllegalStateException(kind + " is not a response");
        };
    }

    /** Without a root if the exchange is not a query. */
    private static ObjectNode nullRoot(Call call) {
        var json = JsonNodeFactory.instance.objectNode();
        var data = json.putObject("data");
        if (!call.root().isEmpty()) {
            data.putNull(call.root());
        }
        return json;
    }

    private static ObjectNode withErrors(ObjectNode json, String message) {
        json.putArray("errors").addObject().put("message", message);
        return json;
    }

    private static SiteResponse edited(SiteResponse real, UnaryOperator<ObjectNode> edit) {
        var json = real.json();
        return json == null ? real : SiteResponse.json(real.status(), edit.apply(json));
    }
}
