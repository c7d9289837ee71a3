package dev.poemcp.poe.site.session;

import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.Spend;
import dev.poemcp.poe.Upload;
import dev.poemcp.poe.site.graphql.ResponseClassifier;
import dev.poemcp.poe.site.http.HttpResult;
import dev.poemcp.poe.site.http.MultipartEncoding;
import dev.poemcp.poe.site.http.NoResponseException;
import dev.poemcp.poe.site.negotiation.Gate;
import dev.poemcp.poe.site.negotiation.GateNegotiation;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import okhttp3.Request;

/** Uploads one file for a token of three dotted parts, which the answer is or contains. */
final class FileUploader {
    private static final String PATH = "/api/finish_upload_POST";
    private static final Pattern TOKEN = Pattern.compile("[\\w-]{4,}\\.[\\w-]{4,}\\.[\\w-]{4,}");

    private final SessionComponents parts;
    private final MultipartEncoding multipart;
    private final Duration limit;

    FileUploader(SessionComponents parts, MultipartEncoding multipart, Duration limit) {
        this.parts = parts;
        this.multipart = multipart;
        this.limit = limit;
    }

    /** Nothing is sent to a bot and nothing is paid by this, so its failures never mean that points are spent. */
    String token(Upload file) {
        var answer = parts.gates().run(GateNegotiation.Need.WRITE, new GateNegotiation.Attempt<HttpResult>() {
            @Override
            public Optional<HttpResult> under(Gate gate) {
                return exchange(file, gate);
            }

            @Override
            public boolean proves(HttpResult result) {
                return true;
            }
        });
        var token = TOKEN.matcher(answer.text());
        if (token.find()) {
            return token.group();
        }
        throw new PoeException(new PoeFailure.UnexpectedResponse(
                "poe.com gave no token for the file \"" + file.name() + "\".", Spend.NONE));
    }

    private Optional<HttpResult> exchange(Upload file, Gate gate) {
        var request = new Request.Builder()
                .url(parts.requests().url(PATH))
                .headers(parts.requests().browserHeaders())
                .header("poe-formkey", gate.signedKey())
                .post(multipart.single(file))
                .build();
        try {
            var answer = parts.exchanges().plain(request, limit);
            if (ResponseClassifier.isRefusal(answer)) {
                return Optional.empty();
            }
            parts.reader().failureOf(answer).ifPresent(failure -> {
                throw new PoeException(failure);
            });
            return Optional.of(answer);
        } catch (NoResponseException problem) {
            throw new PoeException(parts.reader().noAnswer("upload", problem), problem);
        }
    }
}
