// Runs requests and web sockets for poe-mcp in a page of the site's own origin. It keeps nothing, reads nothing of the
// page, and decides nothing: every request and every frame comes from the program, every answer goes back to it.
(() => {
    'use strict';
    const PIECE_BYTES = 192 * 1024;
    const PIECE_CHARACTERS = 256 * 1024;
    const OPEN = 1;
    const bodies = new Map();
    const requests = new Map();
    const sockets = new Map();
    const report = (id, kind, value) => poeMcpReport(JSON.stringify([id, kind, value]));

    const decode = base64 => {
        const text = atob(base64);
        const bytes = new Uint8Array(text.length);
        for (let i = 0; i < text.length; i++) {
            bytes[i] = text.charCodeAt(i);
        }
        return bytes;
    };
    const encode = bytes => {
        let text = '';
        for (let i = 0; i < bytes.length; i += 8192) {
            text += String.fromCharCode.apply(null, bytes.subarray(i, i + 8192));
        }
        return btoa(text);
    };

    // A redirect is not followed for a request that may change something: following could repeat it.
    const redirected = async (id, response, signal) => {
        let location = response.url;
        if (response.type === 'opaqueredirect') {
            const home = await fetch('/', {credentials: 'include', mode: 'same-origin', cache: 'no-store', signal});
            location = home.redirected ? home.url : '';
        }
        report(id, 'head', {status: 302, headers: location ? [['location', location]] : []});
        report(id, 'end');
    };

    const readBody = async (id, response, limit, controller) => {
        const reader = response.body ? response.body.getReader() : null;
        for (let total = 0; reader !== null;) {
            const {done, value} = await reader.read();
            if (done) {
                break;
            }
            for (let from = 0; from < value.length; from += PIECE_BYTES) {
                report(id, 'body', encode(value.subarray(from, from + PIECE_BYTES)));
            }
            total += value.length;
            if (total > limit) {
                controller.abort();
                break;
            }
        }
        report(id, 'end');
    };

    const run = async (id, request, controller) => {
        const parts = bodies.get(id);
        bodies.delete(id);
        try {
            const response = await fetch(request.url, {
                method: request.method,
                headers: request.headers,
                body: parts === undefined ? undefined : new Blob(parts),
                credentials: 'include',
                mode: 'same-origin',
                cache: 'no-store',
                redirect: request.method === 'GET' ? 'follow' : 'manual',
                signal: controller.signal,
            });
            if (response.redirected || response.type === 'opaqueredirect') {
                await redirected(id, response, controller.signal);
                return;
            }
            report(id, 'head', {status: response.status, headers: [...response.headers]});
            await readBody(id, response, request.limit, controller);
        } catch (failure) {
            report(id, 'failed', String(failure));
        } finally {
            controller.abort();
            requests.delete(id);
        }
    };

    const text = (id, message) => {
        for (let from = 0; ;) {
            let to = Math.min(from + PIECE_CHARACTERS, message.length);
            const last = message.charCodeAt(to - 1);
            // Half a surrogate pair would not survive the way.
            if (to < message.length && last >= 0xd800 && last < 0xdc00) {
                to--;
            }
            const piece = message.slice(from, to);
            if (to === message.length) {
                report(id, 'text', piece);
                return;
            }
            report(id, 'piece', piece);
            from = to;
        }
    };

    globalThis.poeMcp = {
        append(id, base64) {
            const parts = bodies.get(id) ?? [];
            parts.push(decode(base64));
            // A blob may be kept on disk; an array of all pieces could not.
            bodies.set(id, parts.length < 32 ? parts : [new Blob(parts)]);
        },
        start(id, request) {
            const controller = new AbortController();
            requests.set(id, controller);
            run(id, request, controller);
        },
        abort(id) {
            bodies.delete(id);
            requests.get(id)?.abort();
        },
        open(id, url, limit) {
            const socket = new WebSocket(url);
            const fail = why => {
                if (sockets.delete(id)) {
                    report(id, 'failed', why);
                    socket.close();
                }
            };
            sockets.set(id, socket);
            socket.binaryType = 'arraybuffer';
            socket.onopen = () => report(id, 'opened');
            socket.onmessage = event => {
                const message = typeof event.data === 'string' ? event.data : new TextDecoder().decode(event.data);
                if (message.length > limit) {
                    fail('a message larger than ' + limit + ' characters');
                } else if (sockets.has(id)) {
                    text(id, message);
                }
            };
            socket.onclose = event => {
                if (sockets.delete(id)) {
                    report(id, 'closed', {code: event.code, reason: event.reason, clean: event.wasClean});
                }
            };
        },
        send(id, message) {
            const socket = sockets.get(id);
            if (socket?.readyState === OPEN) {
                socket.send(message);
            }
        },
        close(id, code) {
            sockets.get(id)?.close(code);
        },
        cancel(id) {
            const socket = sockets.get(id);
            sockets.delete(id);
            socket?.close();
        },
    };
})();
