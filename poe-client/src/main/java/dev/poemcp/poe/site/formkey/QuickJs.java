package dev.poemcp.poe.site.formkey;

import io.roastedroot.quickjs4j.core.Engine;
import io.roastedroot.quickjs4j.core.Runner;
import java.time.Duration;
import run.endive.runtime.ByteArrayMemory;
import run.endive.wasm.types.MemoryLimits;

/**
 * QuickJS compiled to WebAssembly, run on the JVM: without access to files, network or Java objects, with limited
 * memory and time. Each script gets a new engine. Its classes are loaded for the first script.
 */
final class QuickJs implements ScriptEngine {
    /** The site's script takes 2 to 5 s in native QuickJS, and this engine is slower. */
    private static final Duration DEFAULT_LIMIT = Duration.ofSeconds(30);
    /** Of 64 KiB each: 32 MiB. */
    private static final int MAX_PAGES = 512;

    private final Duration limit;

    QuickJs() {
        this(DEFAULT_LIMIT);
    }

    /** @param limit for one script */
    QuickJs(Duration limit) {
        this.limit = limit;
    }

    @Override
    public String run(String script) throws ScriptFailedException {
        var engine = Engine.builder()
                .withMemoryFactory(limits -> new ByteArrayMemory(
                        new MemoryLimits(limits.initialPages(), Math.max(limits.initialPages(), MAX_PAGES))))
                .build();
        try (var runner = Runner.builder()
                .withTimeoutMs((int) limit.toMillis())
                .withEngine(engine)
                .build()) {
            runner.compileAndExec(script);
            return runner.stdout();
        } catch (RuntimeException failure) {
            throw new ScriptFailedException("The page's script failed in the sandbox.", failure);
        }
    }
}
