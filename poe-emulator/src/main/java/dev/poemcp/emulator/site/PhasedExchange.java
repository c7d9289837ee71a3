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

/** Plays a fault in its phase: what is executed, what is answered, and where the answer breaks. */
final class PhasedExchange {
    private static final int MISSING_BYTES = 16;

    private final Wire wire;
    private final ScheduledExecutorService clock;
    private final Session session;

    PhasedExchange(Wire wire, ScheduledExecutorService clock, Session session) {
        this.wire = wire;
        this.clock = clock;
        this.session = session;
    }

    void play(Fault.Phased fault, Call call) {
        if (fault.kind() == FaultKind.SLOW_ANSWER && fault.phase() == FaultPhase.BEFORE) {
            later(fault, () -> wire.write(call.execute().get()));
            return;
        }
        var real = fault.phase() == FaultPhase.BEFORE
                ? Answer.data(Nodes.object())
                : call.execute().get();
        var during = fault.phase() == FaultPhase.DURING;
        switch (fault.kind()) {
            case CONNECTION_RESET -> breakOff(during, real, wire::reset);
            case CONNECTION_CLOSED -> breakOff(during, real, wire::close);
            // The exchange is never ended: its connection stays open until the client or the server ends it.
            case NO_ANSWER -> breakOff(during, real, () -> {});
            case SLOW_ANSWER -> slow(fault, during, real);
            case CONTENT_LENGTH_TOO_LONG -> wire.writeWithLength(real, real.body().length + MISSING_BYTES);
            case CONTENT_LENGTH_TOO_SHORT -> wire.writeWithLength(real, real.body().length / 2);
            case FORMKEY_ROTATED -> {
                session.rotateFormkey();
                wire.write(session.formkeyRefusal());
            }
            default -> breakOrWrite(during, spoiled(fault.kind(), call, real));
        }
    }

    private void breakOrWrite(boolean during, Answer answer) {
        if (during) {
            wire.writeHalf(answer, wire::close);
        } else {
            wire.write(answer);
        }
    }

    private void breakOff(boolean during, Answer real, Runnable end) {
        if (during) {
            wire.writeHalf(real, end);
        } else {
            end.run();
        }
    }

    private void slow(Fault.Phased fault, boolean during, Answer real) {
        if (during) {
            wire.writeHalf(real, () -> later(fault, () -> wire.writeRest(real)));
        } else {
            later(fault, () -> wire.write(real));
        }
    }

    private void later(Fault.Phased fault, Runnable work) {
        var unused = clock.schedule(work, fault.delay().toNanos(), TimeUnit.NANOSECONDS);
    }

    private static Answer spoiled(FaultKind kind, Call call, Answer real) {
        if (kind.hasOwnAnswer()) {
            return Answer.of(kind.status(), kind.headers(), kind.body().getBytes(StandardCharsets.UTF_8));
        }
        return switch (kind) {
            case NULL_ROOT -> Answer.json(nullRoot(call));
            case NULL_ROOT_WITH_ERRORS -> Answer.json(withErrors(nullRoot(call), "Something went wrong"));
            case DATA_WITH_ERRORS -> edited(real, json -> withErrors(json, "Something went wrong"));
            case DATA_WITH_EMPTY_ERRORS ->
                edited(real, json -> {
                    json.putArray("errors");
                    return json;
                });
            case CUT_JSON ->
                Answer.of(
                        200,
                        Map.of("Content-Type", "application/json"),
                        Arrays.copyOf(real.body(), real.body().length / 2));
            default -> throw new IllegalStateException(kind + " is not an answer");
        };
    }

    /** Where the exchange is no query, there is no root to be null. */
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

    private static Answer edited(Answer real, UnaryOperator<ObjectNode> edit) {
        var json = real.json();
        return json == null ? real : Answer.json(real.status(), edit.apply(json));
    }
}
