exports.start = () => {}
