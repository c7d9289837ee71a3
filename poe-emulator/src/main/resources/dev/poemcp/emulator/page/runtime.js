!function(){"use strict";
var m={},c={},l={};
function r(i){var x=c[i];if(x)return x.exports;x=c[i]={exports:{}};m[i](x,x.exports,r);return x.exports}
r.m=m;
r.p="$PUBLIC_PATH";
r.u=function(e){return $SHARED_NUMBER===e?"$SHARED_FILE":"$FOLDER/chunks/"+e+"."+({$FILES})[e]+".js"};
r.l=function(u){
  if(document.querySelector('script[src$="'+u+'"]'))return Promise.resolve();
  return l[u]||(l[u]=new Promise(function(done,failed){
    var s=document.createElement("script");
    s.src=r.p+u;s.onload=done;s.onerror=failed;document.head.appendChild(s)}))};
r.e=function(e){return r.l(r.u(e))};
function add(d){for(var k in d[1])m[k]=d[1][k];d[2]&&d[2](r)}
var q=self.webpackChunk_N_E=self.webpackChunk_N_E||[];
q.forEach(add);q.push=add;
}();
